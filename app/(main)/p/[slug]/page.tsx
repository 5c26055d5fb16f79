import { OverviewScreen } from '@/components/accounts'

export default function Page() {
  return <OverviewScreen />
}
