/** The Git repository in which a command runs, read and edited without a git process. */
@NullMarked
package dev.longshore.cli.repository;

import org.jspecify.annotations.NullMarked;
