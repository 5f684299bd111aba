/** For tests of any room that need a real container engine. */
@NullMarked
package dev.longshore.engine.testing;

import org.jspecify.annotations.NullMarked;
