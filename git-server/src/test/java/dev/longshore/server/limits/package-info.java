@NullMarked
package dev.longshore.server.limits;

import org.jspecify.annotations.NullMarked;
