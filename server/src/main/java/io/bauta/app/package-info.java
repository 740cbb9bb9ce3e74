/**
 * The program: configuration, wiring, HTTP, command line.
 *
 * <p>The one room that touches the environment, the clock and the process. Read {@link
 * io.bauta.app.Bauta}, the parts list.
 */
@NullMarked
package io.bauta.app;

import org.jspecify.annotations.NullMarked;
