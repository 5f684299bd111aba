/** Git over SSH. */
@NullMarked
package dev.longshore.server.ssh;

import org.jspecify.annotations.NullMarked;
