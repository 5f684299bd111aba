@NullMarked
package dev.longshore.server.push.step;

import org.jspecify.annotations.NullMarked;
