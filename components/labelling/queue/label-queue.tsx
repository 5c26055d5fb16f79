'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { orpc } from '@/components/query'
import { useNotify } from '@/components/ui'
import { warmPair } from '../panel'
import styles from './label-queue.module.css'
import { LabelScreen } from './label-screen'
import { LabelTab, type TabView } from './label-tab'
import { LoadingScreen, OtherTabScreen } from './placeholder-screens'
import { createQueueApi } from './queue-api'
import type { LabelPerson } from './sign-in-again'
import { useLabelTheme } from './theme-button'
import { BareTrail, type LabelProject } from './trail'

/** Before the tab's work begins. */
const STARTING = createStore<TabView>(() => ({ at: 'starting' }))

/** The annotator's screen: takes a pair, works it, sends it, takes the next. */
export function LabelQueue({ project, user }: { project: LabelProject; user: LabelPerson }) {
  const [theme, toggleTheme] = useLabelTheme()
  const tab = useLabelTab(project.id, user)
  const view = useStore(tab?.view ?? STARTING)
  return (
    <div className={styles.screen} data-theme={theme}>
      {(!tab || view.at === 'starting') && <LoadingScreen trail={<BareTrail project={project} />} />}
      {tab && view.at === 'elsewhere' && (
        <OtherTabScreen project={project} took={view.took} onHere={() => void tab.takeOver()} />
      )}
      {tab && view.at === 'queue' && (
        <LabelScreen
          project={project}
          user={user}
          queue={view.queue}
          onSignedIn={() => tab.retry()}
          onTheme={toggleTheme}
        />
      )}
    </div>
  )
}

/** This tab's work, as long as the screen is there. */
function useLabelTab(projectId: string, { id: userId, name }: LabelPerson): LabelTab | null {
  const queries = useQueryClient()
  const notify = useNotify()
  const [tab, setTab] = useState<LabelTab | null>(null)
  useEffect(() => {
    const status = orpc.labelling.queueStatus.queryKey({ input: { projectId } })
    const owner = { userId, projectId }
    const opened = new LabelTab({
      owner,
      name,
      api: createQueueApi(owner),
      warm: warmPair,
      onSent: ({ kind }) => {
        if (kind !== 'draft') void queries.invalidateQueries({ queryKey: status })
      },
      onRefused: (_operation, { message }) => notify(message, 'bad'),
    })
    setTab(opened)
    return () => {
      setTab(null)
      void opened.close()
    }
  }, [projectId, userId, name, queries, notify])
  return tab
}
