'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { orpc } from '@/components/query'
import { useNotify } from '@/components/ui'
import styles from './label-queue.module.css'
import { LabelScreen } from './label-screen'
import { LoadingScreen, OtherTabScreen } from './placeholder-screens'
import { LabelSession, type SessionView } from './session'
import type { LabelPerson } from './sign-in-again'
import { useLabelTheme } from './theme-button'
import { BareTrail, type LabelProject } from './trail'

/** Before the session is there. */
const STARTING = createStore<SessionView>(() => ({ at: 'starting' }))

/** The annotator's screen: takes a pair, works it, sends it, takes the next. */
export function LabelQueue({ project, user }: { project: LabelProject; user: LabelPerson }) {
  const [theme, toggleTheme] = useLabelTheme()
  const session = useSession(project.id, user)
  const view = useStore(session?.view ?? STARTING)
  return (
    <div className={styles.screen} data-theme={theme}>
      {(!session || view.at === 'starting') && <LoadingScreen trail={<BareTrail project={project} />} />}
      {session && view.at === 'elsewhere' && (
        <OtherTabScreen project={project} took={view.took} onHere={() => void session.takeOver()} />
      )}
      {session && view.at === 'queue' && (
        <LabelScreen
          project={project}
          user={user}
          queue={view.queue}
          onSignedIn={() => session.retry()}
          onTheme={toggleTheme}
        />
      )}
    </div>
  )
}

/** The tab's session, as long as the screen is there. */
function useSession(projectId: string, { id: userId, name }: LabelPerson): LabelSession | null {
  const queries = useQueryClient()
  const notify = useNotify()
  const [session, setSession] = useState<LabelSession | null>(null)
  useEffect(() => {
    const status = orpc.labelling.queueStatus.queryKey({ input: { projectId } })
    const opened = new LabelSession({
      owner: { userId, projectId },
      name,
      onSent: ({ kind }) => {
        if (kind !== 'draft') void queries.invalidateQueries({ queryKey: status })
      },
      onRefused: (_operation, { message }) => notify(message, 'bad'),
    })
    setSession(opened)
    return () => {
      setSession(null)
      void opened.close()
    }
  }, [projectId, userId, name, queries, notify])
  return session
}
