import type { ReactNode } from 'react'
import { OnlyFor } from '@/components/shell'

export default function Layout({ children }: { children: ReactNode }) {
  return <OnlyFor ability="media.read">{children}</OnlyFor>
}
