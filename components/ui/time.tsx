'use client'

const SHORT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' }
const DAY: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }

/** A moment in the reader's own time zone; hovering shows it in full. */
export function Time({ iso, dayOnly = false }: { iso: string; dayOnly?: boolean }) {
  const at = new Date(iso)
  const text = new Intl.DateTimeFormat('en', dayOnly ? DAY : SHORT).format(at)
  return (
    <time dateTime={iso} title={at.toISOString()} className="nowrap" suppressHydrationWarning>
      {text}
    </time>
  )
}
