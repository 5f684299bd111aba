@NullMarked
package dev.longshore.server.access;

import org.jspecify.annotations.NullMarked;
