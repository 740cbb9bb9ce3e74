/** What of the benchmarks needs the inside of the server's store. */
@NullMarked
package io.bauta.store;

import org.jspecify.annotations.NullMarked;
