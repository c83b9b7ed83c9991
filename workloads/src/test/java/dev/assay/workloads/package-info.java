/** Tests of the workloads, alone and in whole runs in virtual time. */
@NullMarked
package dev.assay.workloads;

import org.jspecify.annotations.NullMarked;
