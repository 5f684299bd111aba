/** What an image's files become, layer by layer, without an engine. */
@NullMarked
package dev.longshore.builder.layer;

import org.jspecify.annotations.NullMarked;
