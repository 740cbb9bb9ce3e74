/**
 * What a run gave, as text, as JSON, and as a page with charts. Knows nothing of what was measured.
 */
@NullMarked
package io.bauta.bench.report;

import org.jspecify.annotations.NullMarked;
