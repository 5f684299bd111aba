@NullMarked
package dev.longshore.builder.stock;

import org.jspecify.annotations.NullMarked;
