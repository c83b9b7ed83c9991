/** Tests of the nemesis, in virtual time. */
@NullMarked
package dev.assay.nemesis;

import org.jspecify.annotations.NullMarked;
