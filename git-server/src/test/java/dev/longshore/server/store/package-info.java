@NullMarked
package dev.longshore.server.store;

import org.jspecify.annotations.NullMarked;
