/** The commands about one's keys for SSH. */
@NullMarked
package dev.longshore.cli.sshkey;

import org.jspecify.annotations.NullMarked;
