/** The files in {@code conf/}, {@code hasura.yaml} and {@code clusters.yaml}. */
@NullMarked
package dev.longshore.project.conf;

import org.jspecify.annotations.NullMarked;
