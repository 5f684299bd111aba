@NullMarked
package dev.longshore.server.push.queue;

import org.jspecify.annotations.NullMarked;
