@NullMarked
package dev.longshore.server.log;

import org.jspecify.annotations.NullMarked;
