/** The benchmark of routing. It lives in this package to reach the index without a door for it. */
@NullMarked
package io.bauta.routing;

import org.jspecify.annotations.NullMarked;
