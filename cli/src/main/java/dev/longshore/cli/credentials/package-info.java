/** Access tokens and where they are kept. */
@NullMarked
package dev.longshore.cli.credentials;

import org.jspecify.annotations.NullMarked;
