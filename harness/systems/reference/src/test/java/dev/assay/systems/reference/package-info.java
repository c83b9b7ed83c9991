@NullMarked
package dev.assay.systems.reference;

import org.jspecify.annotations.NullMarked;
