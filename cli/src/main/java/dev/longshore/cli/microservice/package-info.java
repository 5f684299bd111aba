/** The commands about microservices. */
@NullMarked
package dev.longshore.cli.microservice;

import org.jspecify.annotations.NullMarked;
