/** The cluster's own directory on the machine: files of volumes, and which volume holds which claim. */
@NullMarked
package dev.longshore.deployer.engine.files;

import org.jspecify.annotations.NullMarked;
