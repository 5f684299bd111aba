/** Tests of the Git side. */
@NullMarked
package dev.longshore.server.git;

import org.jspecify.annotations.NullMarked;
