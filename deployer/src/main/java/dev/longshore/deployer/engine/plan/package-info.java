/** What a release wants of the engine, worked out before anything is touched, and the labels that say so on what is made. */
@NullMarked
package dev.longshore.deployer.engine.plan;

import org.jspecify.annotations.NullMarked;
