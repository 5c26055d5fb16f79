'use client'

import { useTranslations } from 'use-intl'
import { errorText } from '@/components/query'
import { useNotify } from '@/components/ui'
import { ConflictBanner, LeaseLostBanner, OthersBanner, RevealedBanner, TroubleBanner, WarningBanner } from './banners'
import { isLost } from './desk-view'
import type { LabelDesk } from './label-desk'
import { useDesk } from './use-desk'

/** Whatever a person has to know or to decide about saving, over the pair. */
export function DeskBanners({ desk }: { desk: LabelDesk }) {
  const t = useTranslations('labelling.queue')
  const notify = useNotify()
  const screen = useDesk(desk, (view) => view.screen)
  const overtaken = useDesk(desk, (view) => view.overtaken)
  const troubles = useDesk(desk, (view) => view.troubles)
  const durable = useDesk(desk, (view) => view.durable)
  const others = useDesk(desk, (view) => view.others)
  const first = useDesk(desk, (view) => view.first)
  const [trouble] = troubles

  function report(choice: Promise<void>): void {
    choice.catch((error: unknown) => notify(errorText(error), 'bad'))
  }

  return (
    <>
      {others.map(({ userId, name, answers }) => (
        <OthersBanner key={userId} name={name} answers={answers} onClose={desk.closeOthers} />
      ))}
      {first === 'waiting' && <WarningBanner title={t('firstWaitingTitle')} text={t('firstWaitingText')} />}
      {first === 'stored' && <RevealedBanner />}
      {!durable && <WarningBanner title={t('notKeptTitle')} text={t('notKeptText')} />}
      {trouble && (
        <TroubleBanner
          trouble={trouble}
          onAgain={() => report(desk.settle(trouble, 'again'))}
          onLetGo={() => report(desk.settle(trouble, 'let-go'))}
        />
      )}
      {screen && overtaken && isLost(overtaken) && (
        <LeaseLostBanner
          onNext={() => desk.leave(screen.assignment.id)}
          answered={overtaken.theirs?.state === 'submitted'}
        />
      )}
      {screen && overtaken && !isLost(overtaken) && (
        <ConflictBanner
          overtaken={overtaken}
          onMine={() => report(desk.choose(screen.assignment.id, 'mine'))}
          onTheirs={() => report(desk.choose(screen.assignment.id, 'theirs'))}
        />
      )}
    </>
  )
}
