@NullMarked
package dev.assay.systems.etcd;

import org.jspecify.annotations.NullMarked;
