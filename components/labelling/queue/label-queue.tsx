'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { orpc } from '@/components/query'
import { useNotify } from '@/components/ui'
import styles from './label-queue.module.css'
import { LabelScreen } from './label-screen'
import type { LabelPerson, LabelProject } from './label-who'
import { LoadingScreen } from './loading-screen'
import { OtherTabScreen } from './other-tab-screen'
import { openStation, type Station } from './station'
import { useLabelTheme } from './theme-button'
import { BareTrail } from './trail'

/** The annotator's screen: takes a pair, works it, sends it, takes the next. */
export function LabelQueue({ project, user }: { project: LabelProject; user: LabelPerson }) {
  const [theme, toggleTheme] = useLabelTheme()
  const station = useStation(project.id, user)
  const view = useSyncExternalStore(
    station?.subscribe ?? never,
    () => station?.get() ?? null,
    () => null,
  )
  return (
    <div className={styles.screen} data-theme={theme}>
      {(!station || !view || view.at === 'starting') && <LoadingScreen trail={<BareTrail project={project} />} />}
      {station && view?.at === 'elsewhere' && (
        <OtherTabScreen project={project} took={view.took} onHere={station.insist} />
      )}
      {station && view?.at === 'desk' && (
        <LabelScreen project={project} user={user} desk={view.desk} onSignedIn={station.retry} onTheme={toggleTheme} />
      )}
    </div>
  )
}

function never(): () => void {
  return () => undefined
}

/** The tab's place at the queue, as long as the screen is there. */
function useStation(projectId: string, { id: userId, name }: LabelPerson): Station | null {
  const queries = useQueryClient()
  const notify = useNotify()
  const [station, setStation] = useState<Station | null>(null)
  useEffect(() => {
    const status = orpc.labelling.queueStatus.queryKey({ input: { projectId } })
    const opened = openStation({
      owner: { userId, projectId },
      name,
      onSent: ({ kind }) => {
        if (kind !== 'draft') void queries.invalidateQueries({ queryKey: status })
      },
      onRefused: (_operation, { message }) => notify(message, 'bad'),
    })
    setStation(opened)
    return () => {
      setStation(null)
      opened.close()
    }
  }, [projectId, userId, name, queries, notify])
  return station
}
