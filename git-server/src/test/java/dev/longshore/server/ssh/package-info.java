/** Git over SSH, mostly by the real client. */
@NullMarked
package dev.longshore.server.ssh;

import org.jspecify.annotations.NullMarked;
