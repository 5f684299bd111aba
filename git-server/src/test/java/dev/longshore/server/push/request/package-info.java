@NullMarked
package dev.longshore.server.push.request;

import org.jspecify.annotations.NullMarked;
