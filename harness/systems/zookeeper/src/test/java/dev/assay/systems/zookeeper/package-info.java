@NullMarked
package dev.assay.systems.zookeeper;

import org.jspecify.annotations.NullMarked;
