/** What of the benchmarks needs the inside of the server's application. */
@NullMarked
package io.bauta.app;

import org.jspecify.annotations.NullMarked;
