@NullMarked
package dev.longshore.server.push;

import org.jspecify.annotations.NullMarked;
