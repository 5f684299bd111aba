/** Registries of images, and the logins that a project has for them. */
@NullMarked
package dev.longshore.project.registry;

import org.jspecify.annotations.NullMarked;
