/** The platform's template language, reduced to what projects use. */
@NullMarked
package dev.longshore.project.template;

import org.jspecify.annotations.NullMarked;
