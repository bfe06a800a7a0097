/**
 * What runtimes for NVIDIA's GPUs have in common: its memory, its failures, and what NVIDIA's software has to be on a machine before
 * one may use its GPU. It is looked for beforehand, as the system's
 * loader looks, because runtimes tell of what is missing on standard error, in words for their authors, or end the process.
 */
@NullMarked
package dev.destseg.inference.nvidia;

import org.jspecify.annotations.NullMarked;
