/** How an access token gets there, and how git is given it. */
@NullMarked
package dev.longshore.cli.login;

import org.jspecify.annotations.NullMarked;
