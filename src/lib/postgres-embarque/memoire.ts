const MO = 1024 * 1024;
const MIN_MO = 128;
const MAX_MO = 512;
/** One part of the memory of the machine: PostgreSQL takes it page by page as it reads, never before. */
const PART = 16;

/**
 * Memory PostgreSQL shares among its connections, as it reads it (`128MB`). A directory of 200 000 professionals does not fit in the usual
 * 128 MB: each page is then copied again from the system at each search.
 * @param machine octets of the machine
 * @param limite octets this process may use (`process.constrainedMemory()`); 0 or undefined when nothing limits it
 */
export function memoirePartagee(machine: number, limite: number | undefined): string {
  const disponible = limite === undefined || limite === 0 ? machine : Math.min(machine, limite);
  return `${Math.min(MAX_MO, Math.max(MIN_MO, Math.floor(disponible / PART / MO)))}MB`;
}
