/** Fakes and fixtures for tests of every room. */
@NullMarked
package dev.longshore.project.testing;

import org.jspecify.annotations.NullMarked;
