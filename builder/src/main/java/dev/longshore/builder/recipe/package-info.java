/** What an image is made from, and how much of it needs an engine. */
@NullMarked
package dev.longshore.builder.recipe;

import org.jspecify.annotations.NullMarked;
