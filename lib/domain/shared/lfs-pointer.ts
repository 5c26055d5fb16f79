/** How every pointer begins. Source: git-lfs, docs/spec.md */
const BEGINNING = 'version https://git-lfs.github.com/spec/'

/** Whether a file that begins so is what Git LFS leaves in the place of a large file that was not fetched. */
export function isLfsPointer(head: string): boolean {
  return head.startsWith(BEGINNING)
}
