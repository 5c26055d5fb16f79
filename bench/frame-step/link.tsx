import type { ComponentProps } from 'react'

/** Stands in for next/link: the bench has no pages to go to. */
export default function Link(props: ComponentProps<'a'>) {
  return <a {...props} />
}
