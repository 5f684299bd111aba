@NullMarked
package dev.longshore.server.maintenance;

import org.jspecify.annotations.NullMarked;
