/** What the server remembers: users, environments, pushes, builds and releases, in one SQLite file. */
@NullMarked
package dev.longshore.server.store;

import org.jspecify.annotations.NullMarked;
