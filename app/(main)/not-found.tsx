import { NotFoundNotice } from '@/components/ui'

export default function NotFound() {
  return <NotFoundNotice />
}
