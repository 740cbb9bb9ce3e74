/**
 * What to do with a call: from (number dialled, caller, now) to a decision, in memory.
 *
 * <p>Every mode of masking is compiled to routes, and the router knows only routes. No HTTP, SQL or
 * clock. Read {@link io.bauta.routing.Router}.
 */
@NullMarked
package io.bauta.routing;

import org.jspecify.annotations.NullMarked;
