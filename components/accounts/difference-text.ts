/** A change of plain fields in one line ("role reviewer, state paused"); null for one that is nested or long. */
export function differenceText(difference: unknown): string | null {
  if (typeof difference !== 'object' || difference === null || Array.isArray(difference)) return null
  const members = Object.entries(difference)
  if (members.some(([, value]) => typeof value === 'object' && value !== null)) return null
  const text = members.map(([name, value]) => `${name} ${value}`).join(', ')
  return text.length <= 90 ? text : null
}
