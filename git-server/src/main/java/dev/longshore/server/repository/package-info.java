/** The bare repositories and what is read from them. */
@NullMarked
package dev.longshore.server.repository;

import org.jspecify.annotations.NullMarked;
