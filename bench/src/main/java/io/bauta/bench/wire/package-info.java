/** What each carrier sends when it asks what to do with a call, and how it proves who it is. */
@NullMarked
package io.bauta.bench.wire;

import org.jspecify.annotations.NullMarked;
