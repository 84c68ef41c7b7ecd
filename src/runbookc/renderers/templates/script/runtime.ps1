function Get-PropertyValue {
    <#
    .SYNOPSIS
    The value of a property, or nothing: also for text, $null and objects from a remote session.
    #>
    param([object] $InputObject, [string] $Name)

    if ($null -eq $InputObject) {
        return $null
    }
    $property = $InputObject.PSObject.Properties[$Name]
    if ($null -eq $property) {
        return $null
    }
    return $property.Value
}

function Get-RunbookMessage {
    <#
    .SYNOPSIS
    One sentence of this script in the operator's language.
    #>
    param([hashtable] $Run, [string] $Key, [object[]] $Value = @())

    return ([string] $Run.Text["Message.$Key"]) -f $Value
}

function Write-RunbookMessage {
    <#
    .SYNOPSIS
    Shows one sentence of this script.
    #>
    param([hashtable] $Run, [string] $Key, [object[]] $Value = @())

    Write-Information -MessageData (Get-RunbookMessage -Run $Run -Key $Key -Value $Value)
}

function Write-RunbookText {
    <#
    .SYNOPSIS
    Shows a text of the article, if there is one.
    #>
    param([hashtable] $Run, [string] $Key, [string] $Label = '')

    $text = [string] $Run.Text[$Key]
    if ($text) {
        $line = "$Label  $text".Trim()
        Write-Information -MessageData $line
    }
}

function Exit-Runbook {
    <#
    .SYNOPSIS
    Ends the run with an exit code and a reason. The last lines of this script catch it.
    #>
    param([hashtable] $Run, [int] $Code, [string] $Key, [object[]] $Value = @())

    $Run.ExitCode = $Code
    throw [System.ApplicationException]::new((Get-RunbookMessage -Run $Run -Key $Key -Value $Value))
}

function Import-RunbookText {
    <#
    .SYNOPSIS
    The texts in the language asked for. What is not in its file comes from the texts in this script.
    #>
    param([hashtable] $Runbook, [hashtable] $Default, [string] $Folder, [string] $Locale)

    $text = @{}
    foreach ($key in $Default.Keys) {
        $text[$key] = [regex]::Unescape($Default[$key])
    }
    $exact = @($Runbook.Locales | Where-Object -FilterScript { $_ -eq $Locale })
    $language = ($Locale -split '-')[0]
    $near = @($Runbook.Locales | Where-Object -FilterScript { ($_ -split '-')[0] -eq $language })
    $chosen = @($exact; $near; $Runbook.DefaultLocale)[0]
    $file = $Runbook.Id + '.psd1'
    $translated = $null
    # On a system without cultures, the file is still found where it lies.
    foreach ($place in @{ BaseDirectory = $Folder; UICulture = $chosen }, @{ BaseDirectory = "$Folder/$chosen" }) {
        if ($null -eq $translated) {
            try {
                Import-LocalizedData -BindingVariable 'translated' -FileName $file @place
            }
            catch {
                Write-Verbose -Message $_.Exception.Message
            }
        }
    }
    if ($translated -is [hashtable]) {
        $escaped = @(([string] $translated['Escaped']) -split ' ')
        foreach ($key in $Default.Keys) {
            if ($escaped -contains $key) {
                $text[$key] = [regex]::Unescape([string] $translated[$key])
            }
            elseif ($translated.ContainsKey($key)) {
                $text[$key] = [string] $translated[$key]
            }
        }
    }
    foreach ($key in $Default.Keys) {
        # Control characters and marks that turn the direction of text have no business in a console.
        $text[$key] = $text[$key] -replace '[\p{Cc}\u202A-\u202E\u2066-\u2069-[\r\n\t]]', ' '
    }
    return $text
}

function Test-RunbookConsole {
    <#
    .SYNOPSIS
    Whether someone sits at the console: not in a scheduled task and not under -NonInteractive.
    #>

    foreach ($argument in [System.Environment]::GetCommandLineArgs()) {
        if ($argument -match '^[-/]+noni') {
            return $false
        }
    }
    return [System.Environment]::UserInteractive
}

function Test-RunbookReader {
    <#
    .SYNOPSIS
    Whether questions are answered: at the console, or by what the caller put in the place of Read-Host.
    Consent to a change is no such question.
    #>

    $reader = Get-Command -Name 'Read-Host' -ErrorAction Ignore
    return (Test-RunbookConsole) -or ($null -ne $reader -and [string] $reader.CommandType -ne 'Cmdlet')
}

function ConvertTo-RunbookTime {
    <#
    .SYNOPSIS
    A time as the record writes it: ISO 8601, UTC.
    #>
    param([datetime] $Time)

    return $Time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [cultureinfo]::InvariantCulture)
}

function ConvertTo-RunbookTable {
    <#
    .SYNOPSIS
    An object that was read from JSON as a table whose entries can be changed.
    #>
    param([object] $InputObject)

    $table = [ordered]@{}
    if ($null -eq $InputObject) {
        return $table
    }
    foreach ($property in $InputObject.PSObject.Properties) {
        if ($property.Value -is [datetime]) {
            $table[$property.Name] = ConvertTo-RunbookTime -Time $property.Value
        }
        elseif ($property.Value -is [System.Management.Automation.PSCustomObject]) {
            $table[$property.Name] = ConvertTo-RunbookTable -InputObject $property.Value
        }
        else {
            $table[$property.Name] = $property.Value
        }
    }
    return $table
}

function Import-RunbookRecord {
    <#
    .SYNOPSIS
    Reads the record of an earlier run, of this script or of the checklist page, into this run.
    #>
    param([hashtable] $Run, [string] $Path)

    $read = $null
    try {
        $read = Get-Content -LiteralPath $Path -Raw -Encoding UTF8 | ConvertFrom-Json
    }
    catch {
        Exit-Runbook -Run $Run -Code 8 -Key 'RecordUnreadable' -Value $Path, $_.Exception.Message
    }
    $format = Get-PropertyValue -InputObject $read -Name 'format'
    $version = Get-PropertyValue -InputObject $read -Name 'schema_version'
    $runbookId = Get-PropertyValue -InputObject $read -Name 'runbook'
    if ($format -ne 'runbookc-record' -or $version -ne 1 -or $runbookId -ne $Run.Runbook.Id) {
        Exit-Runbook -Run $Run -Code 8 -Key 'RecordForeign' -Value $Path, $Run.Runbook.Id
    }
    $record = ConvertTo-RunbookTable -InputObject $read
    foreach ($part in 'values', 'steps', 'waits') {
        if ($record[$part] -isnot [System.Collections.IDictionary]) {
            $record[$part] = [ordered]@{}
        }
    }
    $record['events'] = @(foreach ($item in @($record['events'])) {
            if ($null -ne $item) {
                ConvertTo-RunbookTable -InputObject $item
            }
        })
    $Run.Record = $record
    foreach ($name in @($record['values'].Keys)) {
        $value = ''
        if ($record['values'][$name] -is [System.Collections.IDictionary]) {
            $value = [string] $record['values'][$name]['value']
        }
        if ($Run.Runbook.Patterns.ContainsKey($name) -and -not $Run.Value.ContainsKey($name) -and $value) {
            Add-RunbookValue -Run $Run -Name $name -Value $value
        }
        if ($name -eq 'Monitor' -and $value -and $null -eq $Run.Monitor) {
            $Run.Monitor = Get-RunbookMonitor -Run $Run -Name $value
        }
    }
    foreach ($id in @($Run.Command.Keys)) {
        $change = $Run.Command[$id]
        $done = Get-RunbookState -Run $Run -StepId $change.Step.Id
        $undone = @($change.Action.UndoneBy | Where-Object -FilterScript {
                $undo = Get-RunbookState -Run $Run -StepId $Run.Command[$_].Step.Id
                $undo.State -eq 'done' -and $undo.Time -ge $done.Time
            })
        if ($done.State -eq 'done' -and $change.Action.UndoneBy.Count -gt 0 -and $undone.Count -eq 0) {
            $Run.Open[$id] = @{ Step = $change.Step; Action = $change.Action; Value = $Run.Value }
        }
    }
    $Run.Finished = @($record['steps'].Keys | Where-Object -FilterScript {
            @('done', 'not-applicable') -contains (Get-RunbookState -Run $Run -StepId $_).State
        })
}

function Get-RunbookState {
    <#
    .SYNOPSIS
    Where a step stands in the record, since when, and what was noted.
    #>
    param([hashtable] $Run, [string] $StepId)

    $entry = $Run.Record['steps'][$StepId]
    if ($entry -is [System.Collections.IDictionary]) {
        return @{ State = [string] $entry['state']; Time = [string] $entry['at']; Note = [string] $entry['note'] }
    }
    return @{ State = 'open'; Time = ''; Note = '' }
}

function Export-RunbookRecord {
    <#
    .SYNOPSIS
    Writes the record, if one was asked for. Nothing is written under -WhatIf.
    #>
    param([hashtable] $Run)

    if ($Run.RecordPath -and -not $Run.WhatIf) {
        $Run.Record['operator'] = $Run.Operator
        $Run.Record['updated'] = ConvertTo-RunbookTime -Time ([datetime]::UtcNow)
        $json = ConvertTo-Json -InputObject $Run.Record -Depth 6
        [System.IO.File]::WriteAllText($Run.RecordPath, $json, [System.Text.UTF8Encoding]::new($false))
    }
}

function Add-RunbookEvent {
    <#
    .SYNOPSIS
    Notes in the record what was done, saves it, and gives the same as an object.
    #>
    param(
        [hashtable] $Run,
        [hashtable] $Step,
        [string] $State,
        [string] $Outcome,
        [string] $Command = '',
        [string] $Target = '',
        [datetime] $Start = [datetime]::UtcNow,
        [object] $Output = $null
    )

    $end = [datetime]::UtcNow
    if (-not $Run.WhatIf) {
        $before = Get-RunbookState -Run $Run -StepId $Step.Id
        $Run.Record['steps'][$Step.Id] = [ordered]@{
            state = $State
            at    = ConvertTo-RunbookTime -Time $end
            by    = $Run.Operator
            note  = $before.Note
        }
        $entry = [ordered]@{
            at      = ConvertTo-RunbookTime -Time $Start
            step    = $Step.Id
            by      = $Run.Operator
            state   = $State
            ended   = ConvertTo-RunbookTime -Time $end
            outcome = $Outcome
        }
        if ($Command) {
            $entry['command'] = $Command
            $entry['target'] = $Target
        }
        $Run.Record['events'] = @($Run.Record['events']; $entry)
        Export-RunbookRecord -Run $Run
    }
    [pscustomobject]@{
        StepId  = $Step.Id
        Command = $Command
        Target  = $Target
        Start   = $Start
        End     = $end
        Outcome = $Outcome
        Output  = $Output
    }
}

function Add-RunbookValue {
    <#
    .SYNOPSIS
    Takes a value for a parameter, if it is one that can do no harm in a command, and notes it.
    #>
    param([hashtable] $Run, [string] $Name, [string] $Value)

    if ($Run.Runbook.Patterns.ContainsKey($Name)) {
        if ($Value -notmatch $Run.Runbook.Patterns[$Name]) {
            Exit-Runbook -Run $Run -Code 8 -Key 'ValueRefused' -Value $Name
        }
        $Run.Value[$Name] = $Value
    }
    $Run.Record['values'][$Name] = [ordered]@{
        value = $Value
        at    = ConvertTo-RunbookTime -Time ([datetime]::UtcNow)
        by    = $Run.Operator
    }
}

function Get-RunbookMonitor {
    <#
    .SYNOPSIS
    The row of the article's probe table for a monitor.
    #>
    param([hashtable] $Run, [string] $Name)

    $rows = @($Run.Runbook.Monitors | Where-Object -FilterScript { $_.Id -eq $Name })
    if ($rows.Count -eq 0) {
        $known = ($Run.Runbook.Monitors | ForEach-Object -Process { $_.Id }) -join ', '
        Exit-Runbook -Run $Run -Code 8 -Key 'MonitorNotListed' -Value $Name, $known
    }
    return $rows[0]
}

function Read-RunbookLine {
    <#
    .SYNOPSIS
    Asks one question; the answer has no blanks around it and may be empty.
    #>
    param([hashtable] $Run, [string] $Key, [object[]] $Value = @())

    $question = Get-RunbookMessage -Run $Run -Key $Key -Value $Value
    $answer = [string] (Read-Host -Prompt $question)
    return $answer.Trim()
}

function Read-RunbookAnswer {
    <#
    .SYNOPSIS
    Asks for done, skip or stop. Three answers that are none of these are a stop.
    #>
    param([hashtable] $Run, [string] $Key, [object[]] $Value = @())

    if (-not $Run.Interactive) {
        Exit-Runbook -Run $Run -Code 6 -Key 'AnswerMissing'
    }
    for ($attempt = 1; $attempt -le 3; $attempt++) {
        $answer = Read-RunbookLine -Run $Run -Key $Key -Value $Value
        foreach ($choice in @('Done', '1', 'd', 'y', 'yes'), @('Skip', '2', 'n', 'no'), @('Stop', '3', 'q', 'x', 'quit')) {
            if ($choice -contains $answer) {
                return $choice[0]
            }
        }
    }
    return 'Stop'
}

function Get-RunbookValue {
    <#
    .SYNOPSIS
    The value of a parameter: given, from the record, from the probe table, or asked for once.
    #>
    param([hashtable] $Run, [string] $Name, [string] $Check)

    if ($Name -eq 'Probe' -and $null -ne $Run.Monitor -and $Run.Monitor.Probe -and -not $Run.Value.ContainsKey($Name)) {
        return $Run.Monitor.Probe
    }
    if ($Name -eq 'HealthSet') {
        if ($null -ne $Run.Monitor -and $Check -eq 'Probe' -and $Run.Monitor.ProbeHealthSet) {
            return $Run.Monitor.ProbeHealthSet
        }
        if (-not $Run.Value.ContainsKey('HealthSet')) {
            if ($null -ne $Run.Monitor -and $Run.Monitor.HealthSet) {
                return $Run.Monitor.HealthSet
            }
            if ($Run.Runbook.HealthSet) {
                return $Run.Runbook.HealthSet
            }
        }
    }
    if ($Name -eq 'Monitor') {
        if ($null -eq $Run.Monitor) {
            Read-RunbookMonitor -Run $Run
        }
        return $Run.Monitor.Id
    }
    if (-not $Run.Value.ContainsKey($Name)) {
        if (-not $Run.Interactive) {
            Exit-Runbook -Run $Run -Code 6 -Key 'ValueMissing' -Value $Name
        }
        $answer = Read-RunbookLine -Run $Run -Key 'AskValue' -Value $Name
        Add-RunbookValue -Run $Run -Name $Name -Value $answer
    }
    return $Run.Value[$Name]
}

function Read-RunbookMonitor {
    <#
    .SYNOPSIS
    Binds the monitor that this run is about: the only one of the section, or the one that is named.
    #>
    param([hashtable] $Run)

    $rows = @($Run.Runbook.Monitors | Where-Object -FilterScript { $_.Sections -contains $Run.Section })
    if ($rows.Count -eq 0) {
        $rows = $Run.Runbook.Monitors
    }
    $names = @($rows | ForEach-Object -Process { $_.Id })
    if ($names.Count -eq 1) {
        $Run.Monitor = Get-RunbookMonitor -Run $Run -Name $names[0]
    }
    elseif (-not $Run.Interactive) {
        Exit-Runbook -Run $Run -Code 6 -Key 'ValueMissing' -Value 'Monitor'
    }
    else {
        $answer = Read-RunbookLine -Run $Run -Key 'AskMonitor' -Value ($names -join ', ')
        $Run.Monitor = Get-RunbookMonitor -Run $Run -Name $answer
    }
    Add-RunbookValue -Run $Run -Name 'Monitor' -Value $Run.Monitor.Id
}

function Get-ProbeVerdict {
    <#
    .SYNOPSIS
    Whether the probe succeeded: every result must say so; without a result nobody knows.
    #>
    param([object[]] $Output)

    $verdict = 'Unknown'
    foreach ($item in $Output) {
        $result = Get-PropertyValue -InputObject $item -Name 'ResultType'
        if ($null -eq $result) {
            $result = Get-PropertyValue -InputObject $item -Name 'Result'
        }
        if ($null -ne $result) {
            if ([string] $result -ne 'Succeeded') {
                return 'Failed'
            }
            $verdict = 'Succeeded'
        }
    }
    return $verdict
}

function Get-MonitorVerdict {
    <#
    .SYNOPSIS
    Whether a monitor is healthy: every entry of that name must say so; else nobody knows.
    #>
    param([object[]] $Output, [string] $Name)

    $alerts = @(foreach ($item in $Output) {
            if ([string] (Get-PropertyValue -InputObject $item -Name 'Name') -eq $Name) {
                [string] (Get-PropertyValue -InputObject $item -Name 'AlertValue')
            }
        })
    if ($alerts -contains 'Unhealthy' -or $alerts -contains 'Degraded') {
        return 'Failed'
    }
    if ($alerts.Count -gt 0 -and @($alerts | Where-Object -FilterScript { $_ -ne 'Healthy' }).Count -eq 0) {
        return 'Succeeded'
    }
    return 'Unknown'
}

function Expand-RunbookCommand {
    <#
    .SYNOPSIS
    A command as it will be run: each <Parameter> replaced by its value.
    #>
    param([string] $Text, [hashtable] $Value)

    $expanded = $Text
    foreach ($name in $Value.Keys) {
        $expanded = $expanded.Replace("<$name>", $Value[$name])
    }
    return $expanded
}

function Invoke-RunbookBlock {
    <#
    .SYNOPSIS
    Runs a command of the article here, or on the server when it acts on the computer that it runs on.
    #>
    [CmdletBinding()]
    param([hashtable] $Action, [hashtable] $Value, [hashtable] $Quiet = @{})

    Set-StrictMode -Off
    $here = @('.', 'localhost', [System.Environment]::MachineName)
    if ($Action.Local -and $here -notcontains ($Value.Server -split '\.')[0]) {
        Invoke-Command -ComputerName $Value.Server -ScriptBlock $Action.Run -ArgumentList @($Value)
    }
    else {
        & $Action.Run -Value $Value -Quiet $Quiet
    }
}

function Invoke-RunbookChange {
    <#
    .SYNOPSIS
    Runs a command that changes something, after the operator said yes to it.
    #>
    [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
    [OutputType([hashtable])]
    param([hashtable] $Action, [hashtable] $Value, [string] $Target, [string] $Operation)

    $result = @{ Done = $false; Output = @() }
    if ($PSCmdlet.ShouldProcess($Target, $Operation)) {
        # The operator was asked here; a cmdlet that can ask as well need not ask the same again.
        $quiet = @{}
        foreach ($name in @($Action.Asks | Where-Object -FilterScript { $_ })) {
            $command = Get-Command -Name $name -ErrorAction Ignore
            if ($null -ne $command -and $null -ne $command.Parameters -and $command.Parameters.ContainsKey('Confirm')) {
                $quiet = @{ Confirm = $false }
            }
        }
        $result.Output = @(Invoke-RunbookBlock -Action $Action -Value $Value -Quiet $quiet)
        $result.Done = $true
    }
    return $result
}

function Assert-RunbookConsent {
    <#
    .SYNOPSIS
    Where nobody can be asked, nothing is changed unless the caller wrote -Confirm:$false.
    #>
    param([hashtable] $Run)

    $piped = $Host.Name -eq 'ConsoleHost' -and [System.Console]::IsInputRedirected
    if (-not $Run.WhatIf -and -not $Run.Consent -and (-not (Test-RunbookConsole) -or $piped)) {
        Exit-Runbook -Run $Run -Code 6 -Key 'ConsentMissing'
    }
}

function Assert-RunbookCmdlet {
    <#
    .SYNOPSIS
    Ends the run before it begins when a cmdlet that it needs is not there.
    #>
    param([hashtable] $Run, [object[]] $Step, [switch] $ReadOnly)

    $missing = @()
    foreach ($action in @($Step | ForEach-Object -Process { $_.Actions })) {
        $commands = @($action)
        if ($action.Kind -eq 'Call') {
            $commands = @($Run.Step[$action.Step].Actions)
        }
        foreach ($command in $commands) {
            if ($command.Kind -eq 'Command' -and -not $command.Local -and -not ($ReadOnly -and $command.Effect -ne 'Read')) {
                foreach ($name in $command.Cmdlets) {
                    if (-not (Get-Command -Name $name -ErrorAction Ignore) -and $missing -notcontains $name) {
                        $missing += $name
                    }
                }
            }
        }
    }
    if ($missing.Count -gt 0) {
        Exit-Runbook -Run $Run -Code 7 -Key 'CmdletMissing' -Value ($missing -join ', ')
    }
}

function Test-RunbookNeeded {
    <#
    .SYNOPSIS
    Whether a command that takes something back is to be run: there must be something to take back,
    and while the problem persists the operator decides.
    #>
    param([hashtable] $Run, [hashtable] $Action)

    if ($Action.Undoes.Count -eq 0 -or $Run.WhatIf) {
        return $true
    }
    $open = @($Action.Undoes | Where-Object -FilterScript { $Run.Open.Contains($_) })
    $passed = @($Action.Undoes | Where-Object -FilterScript { $Run.Path -contains $Run.Command[$_].Step.Id })
    if ($open.Count -eq 0 -and $passed.Count -gt 0) {
        Write-RunbookMessage -Run $Run -Key 'NothingToUndo'
        return $false
    }
    if ($open.Count -gt 0 -and $Run.Verdict -eq 'Failed') {
        $answer = 'Skip'
        if ($Run.Interactive -and $Run.ManualAction -eq 'Ask') {
            $answer = Read-RunbookAnswer -Run $Run -Key 'AskUndo'
        }
        $Run.Stopped = $answer -eq 'Stop'
        return $answer -eq 'Done'
    }
    return $true
}

function Resolve-RunbookVerdict {
    <#
    .SYNOPSIS
    Judges what a probe or a health query gave, and says it in the operator's language.
    #>
    param([hashtable] $Run, [hashtable] $Action, [hashtable] $Value, [object[]] $Output)

    if ($Action.Check -eq 'Probe') {
        $Run.Verdict = Get-ProbeVerdict -Output $Output
        Write-RunbookMessage -Run $Run -Key "Probe$($Run.Verdict)" -Value $Value['Probe']
    }
    else {
        $Run.Verdict = Get-MonitorVerdict -Output $Output -Name $Run.Monitor.Id
        Write-RunbookMessage -Run $Run -Key "Monitor$($Run.Verdict)" -Value $Run.Monitor.Id
    }
}

function Invoke-RunbookCommand {
    <#
    .SYNOPSIS
    Runs one command of the article with its parameters, shows what it gave, judges it, records it.
    #>
    param([hashtable] $Run, [hashtable] $Step, [hashtable] $Action)

    if (-not (Test-RunbookNeeded -Run $Run -Action $Action)) {
        Add-RunbookEvent -Run $Run -Step $Step -State 'deferred' -Outcome 'skipped'
        return
    }
    if ($Action.Check -and $Run.Recovering -and $null -eq $Run.Monitor -and $Run.Runbook.Monitors.Count -gt 0) {
        Read-RunbookMonitor -Run $Run
    }
    $value = @{}
    foreach ($name in $Action.Needs) {
        $value[$name] = Get-RunbookValue -Run $Run -Name $name -Check $Action.Check
    }
    $shown = Expand-RunbookCommand -Text $Action.Command -Value $value
    $target = Expand-RunbookCommand -Text $Action.Target -Value $value
    $start = [datetime]::UtcNow
    $state = 'done'
    $outcome = 'succeeded'
    $output = @()
    $problem = @()
    $ran = $false
    Write-Information -MessageData "    $shown"
    if ($Action.Effect -ne 'Read') {
        Assert-RunbookConsent -Run $Run
    }
    try {
        if ($Action.Effect -eq 'Read') {
            $output = @(Invoke-RunbookBlock -Action $Action -Value $value -ErrorVariable 'problem')
        }
        else {
            $operation = $shown + ' ' + $Run.Text["Message.Risk.$($Action.Risk)"]
            $given = @{ Action = $Action; Value = $value; Target = $target; Operation = $operation }
            $change = Invoke-RunbookChange @given -ErrorVariable 'problem'
            $output = $change.Output
            $ran = $change.Done -or $Run.WhatIf
            if ($Run.WhatIf) {
                $outcome = 'whatif'
            }
            elseif (-not $change.Done) {
                $state = 'deferred'
                $outcome = 'skipped'
            }
        }
    }
    catch {
        $problem = @($_)
        Write-Warning -Message $_.Exception.Message
    }
    if ($problem.Count -gt 0) {
        $state = 'failed'
        $outcome = 'failed'
    }
    $printed = [string] ($output | Out-String)
    foreach ($line in ($printed.TrimEnd() -split '\r?\n')) {
        if ($line) {
            Write-Information -MessageData "      $line"
        }
    }
    if ($state -eq 'done') {
        foreach ($id in @($Action.Undoes | Where-Object -FilterScript { $Run.Open.Contains($_) })) {
            # Only what was done to the same server or object is taken back.
            if ((Expand-RunbookCommand -Text $Action.Command -Value $Run.Open[$id].Value) -eq $shown) {
                $Run.Open.Remove($id)
            }
        }
    }
    if ($ran -and $Action.UndoneBy.Count -gt 0) {
        $Run.Open[$Action.Id] = @{ Step = $Step; Action = $Action; Value = $value }
    }
    if ($Action.Check -eq 'Probe' -or ($Action.Check -and $Run.Recovering -and $null -ne $Run.Monitor)) {
        $Run.Judged = $Run.Recovering
        $Run.Verdict = 'Unknown'
        if ($state -eq 'done') {
            Resolve-RunbookVerdict -Run $Run -Action $Action -Value $value -Output $output
            $outcome = $Run.Verdict
        }
    }
    elseif ($Action.Check) {
        $Run.Health += $output
    }
    Add-RunbookEvent -Run $Run -Step $Step -State $state -Outcome $outcome -Command $shown -Target $target -Start $start -Output $output
    if ($state -eq 'failed' -and $Run.Recovering -and -not $Run.WhatIf -and -not $Action.Check) {
        $Run.Stopped = -not $Run.Interactive -or (Read-RunbookAnswer -Run $Run -Key 'AskFailed') -eq 'Stop'
    }
}

function Write-RunbookAction {
    <#
    .SYNOPSIS
    Shows what a person has to read or to do: a text, why the script does not do it, the command.
    #>
    param([hashtable] $Run, [hashtable] $Action)

    Write-RunbookText -Run $Run -Key $Action.Text
    if ($Action.Reason) {
        Write-RunbookMessage -Run $Run -Key $Action.Reason
    }
    foreach ($line in @($Action.Command -split '\r?\n' | Where-Object -FilterScript { $_ })) {
        Write-Information -MessageData "    $line"
    }
}

function Invoke-RunbookQuestion {
    <#
    .SYNOPSIS
    Asks what only a person can do or judge: a manual step, a condition, the way to another section.
    #>
    param([hashtable] $Run, [hashtable] $Step, [hashtable] $Action)

    Write-RunbookAction -Run $Run -Action $Action
    if ($Run.WhatIf) {
        Add-RunbookEvent -Run $Run -Step $Step -State 'open' -Outcome 'whatif' -Command $Action.Command
        return
    }
    $start = [datetime]::UtcNow
    $answer = $Run.ManualAction
    if ($answer -eq 'Ask') {
        $title = $Run.Text["Section.$($Action.Section)"]
        $answer = Read-RunbookAnswer -Run $Run -Key "Ask$($Action.Kind)" -Value $title
        if ($answer -eq 'Done' -and $Action.Kind -eq 'Section') {
            Invoke-RunbookSection -Run $Run -SectionId $Action.Section
            if ($Run.Stopped) {
                $answer = 'Stop'
            }
        }
    }
    elseif ($answer -eq 'Done' -and $Action.Kind -eq 'Section') {
        $answer = 'Skip'
    }
    if ($answer -eq 'Stop') {
        $Run.Stopped = $true
        Add-RunbookEvent -Run $Run -Step $Step -State 'open' -Outcome 'stopped' -Start $start
    }
    elseif ($answer -eq 'Skip') {
        if ($Action.Kind -eq 'Condition') {
            $Run.Below = $Step.Id
        }
        Add-RunbookEvent -Run $Run -Step $Step -State 'not-applicable' -Outcome 'skipped' -Start $start
    }
    else {
        Add-RunbookEvent -Run $Run -Step $Step -State 'done' -Outcome 'succeeded' -Start $start
    }
}

function Wait-RunbookTime {
    <#
    .SYNOPSIS
    Waits as long as the article says, shows how long that still is, and notes the timer in the record.
    #>
    param([hashtable] $Run, [hashtable] $Step, [int] $Second, [int] $Number)

    if ($Run.NoWait -or $Run.WhatIf) {
        return
    }
    $start = [datetime]::UtcNow
    $Run.Record['waits']["$($Step.Id)/$Number"] = [ordered]@{
        started = ConvertTo-RunbookTime -Time $start
        ends    = ConvertTo-RunbookTime -Time ($start.AddSeconds($Second))
    }
    Export-RunbookRecord -Run $Run
    $activity = Get-RunbookMessage -Run $Run -Key 'Waiting' -Value $Step.Id, ([math]::Round($Second / 60, 1))
    Write-Information -MessageData $activity
    for ($left = $Second; $left -gt 0; $left--) {
        $percent = [int] (100 * ($Second - $left) / $Second)
        Write-Progress -Activity $activity -SecondsRemaining $left -PercentComplete $percent
        Start-Sleep -Seconds 1
    }
    Write-Progress -Activity $activity -Completed
}

function Invoke-RunbookStep {
    <#
    .SYNOPSIS
    Does one step: shows its text, then does its actions in their order.
    #>
    param([hashtable] $Run, [hashtable] $Step)

    Write-RunbookText -Run $Run -Key "Step.$($Step.Id)" -Label $Step.Label
    foreach ($action in $Step.Actions) {
        if (-not $Run.Stopped) {
            switch ($action.Kind) {
                'Command' {
                    Invoke-RunbookCommand -Run $Run -Step $Step -Action $action
                }
                'Call' {
                    foreach ($command in $Run.Step[$action.Step].Actions) {
                        if ($command.Kind -eq 'Command' -and -not $Run.Stopped) {
                            Invoke-RunbookCommand -Run $Run -Step $Step -Action $command
                        }
                    }
                }
                'Wait' {
                    Wait-RunbookTime -Run $Run -Step $Step -Second $action.Second -Number $action.Number
                }
                'Show' {
                    Write-RunbookAction -Run $Run -Action $action
                }
                default {
                    Invoke-RunbookQuestion -Run $Run -Step $Step -Action $action
                }
            }
        }
    }
}

function Invoke-RunbookPath {
    <#
    .SYNOPSIS
    Does steps in their order, until the problem is solved or the operator stops. Once it is solved,
    only what takes a change back is still done.
    #>
    param([hashtable] $Run, [object[]] $Step)

    $left = @()
    foreach ($current in $Step) {
        $undoing = @($current.Actions | Where-Object -FilterScript {
                @($_.Undoes | Where-Object -FilterScript {
                        # Open, or done before this run began with -From or -Step.
                        $Run.Open.Contains($_) -or ($Run.Path -notcontains $Run.Command[$_].Step.Id -and
                            $Run.Command[$_].Step.Section -eq $current.Section)
                    }).Count -gt 0
            }).Count -gt 0
        if ($Run.Stopped -or ($Run.Below -and $current.Within -contains $Run.Below)) {
            continue
        }
        if ($Run.Finished -contains $current.Id) {
            Write-RunbookMessage -Run $Run -Key 'AlreadyDone' -Value $current.Id
            if ((Get-RunbookState -Run $Run -StepId $current.Id).State -eq 'not-applicable') {
                $Run.Below = $current.Id
            }
        }
        elseif ($Run.Solved -and -not $undoing) {
            $left += @($current.Label, $current.Id | Where-Object -FilterScript { $_ })[0]
        }
        else {
            $Run.Judged = $false
            Invoke-RunbookStep -Run $Run -Step $current
            if ($Run.Judged -and -not $Run.Stopped -and -not $Run.WhatIf) {
                $answer = 'Skip'
                if ($Run.Verdict -eq 'Unknown') {
                    $answer = Read-RunbookAnswer -Run $Run -Key 'AskVerdict'
                }
                $Run.Stopped = $answer -eq 'Stop'
                $Run.Solved = $answer -eq 'Done' -or $Run.Verdict -eq 'Succeeded'
            }
        }
    }
    if ($left.Count -gt 0) {
        Write-RunbookMessage -Run $Run -Key 'StepsLeft' -Value ($left -join ', ')
    }
}

function Invoke-RunbookSection {
    <#
    .SYNOPSIS
    Goes through one section. One that another section leads to is about another server and monitor,
    which are asked for; one that is being gone through is not begun again inside itself.
    #>
    param([hashtable] $Run, [string] $SectionId)

    if ($Run.Entered -contains $SectionId) {
        return
    }
    $outer = $Run.Section
    $monitor = $Run.Monitor
    $verdict = $Run.Verdict
    $values = $Run.Value
    $Run.Entered += $SectionId
    $Run.Section = $SectionId
    if ($outer) {
        $Run.Monitor = $null
        $Run.Value = @{}
    }
    Write-Information -MessageData $Run.Text["Section.$SectionId"]
    Write-RunbookText -Run $Run -Key "Intro.$SectionId"
    $steps = @($Run.Runbook.Steps | Where-Object -FilterScript { $_.Section -eq $SectionId })
    Assert-RunbookCmdlet -Run $Run -Step $steps
    $Run.Path += @($steps | ForEach-Object -Process { $_.Id })
    Invoke-RunbookPath -Run $Run -Step $steps
    if ($outer) {
        $Run.Section = $outer
        $Run.Monitor = $monitor
        $Run.Verdict = $verdict
        $Run.Judged = $false
        $Run.Solved = $false
        $Run.Value = @{}
        foreach ($name in $values.Keys) {
            Add-RunbookValue -Run $Run -Name $name -Value $values[$name]
        }
    }
}

function Invoke-RunbookCheck {
    <#
    .SYNOPSIS
    Runs what the verification steps read, finds the monitors that are not healthy, reruns their
    probes, and says which recovery section applies. Changes nothing.
    #>
    param([hashtable] $Run, [object[]] $Step)

    Assert-RunbookCmdlet -Run $Run -Step $Step -ReadOnly
    $suspects = @()
    if ($null -ne $Run.Monitor) {
        $suspects = @($Run.Monitor)
    }
    $searched = $false
    foreach ($current in $Step) {
        Write-RunbookText -Run $Run -Key "Step.$($current.Id)" -Label $current.Label
        foreach ($action in $current.Actions) {
            if ($action.Kind -ne 'Command') {
                Write-RunbookAction -Run $Run -Action $action
            }
            elseif ($action.Effect -ne 'Read') {
                Write-RunbookMessage -Run $Run -Key 'NotDiagnosis' -Value $current.Id
            }
            elseif ($action.Check -eq 'Health' -and -not ($suspects.Count -gt 0 -and $suspects[0].Probe)) {
                Invoke-RunbookQuery -Run $Run -Step $current -Action $action
                $searched = $true
                $suspects = @(Get-RunbookSuspect -Run $Run -Named $suspects)
            }
            elseif ($action.Check -eq 'Probe') {
                foreach ($suspect in $suspects) {
                    if ($suspect.Probe -or $Run.Value.ContainsKey('Probe')) {
                        $Run.Monitor = $suspect
                        Invoke-RunbookCommand -Run $Run -Step $current -Action $action
                        $suspect.Verdict = $Run.Verdict
                    }
                }
            }
            elseif (-not $action.Check) {
                Invoke-RunbookKnown -Run $Run -Step $current -Action $action
            }
        }
    }
    if ($searched -and $suspects.Count -eq 0) {
        Write-RunbookHealth -Run $Run
    }
    elseif ($suspects.Count -eq 0) {
        $reads = @($Step | ForEach-Object -Process { $_.Actions } | Where-Object -FilterScript { $_.Kind -eq 'Command' })
        $key = 'NoDiagnosis'
        if ($reads.Count -gt 0) {
            $key = 'Finished'
        }
        Write-RunbookMessage -Run $Run -Key $key
    }
    foreach ($suspect in $suspects) {
        if ($suspect.Verdict -eq 'Succeeded') {
            Write-RunbookMessage -Run $Run -Key 'Transient' -Value $suspect.Id
        }
        elseif ($suspect.Verdict -eq 'Failed') {
            $Run.ExitCode = 2
            Write-RunbookMessage -Run $Run -Key 'Persists' -Value $suspect.Id
        }
        elseif ($Run.ExitCode -eq 0) {
            $Run.ExitCode = 3
            Write-RunbookMessage -Run $Run -Key 'NotJudged' -Value $suspect.Id
        }
    }
    # Under -WhatIf the whole path is walked, also where the probe has succeeded.
    $Run.Suspects = @($suspects | Where-Object -FilterScript { $Run.WhatIf -or $_.Verdict -ne 'Succeeded' })
    foreach ($suspect in $Run.Suspects) {
        foreach ($sectionId in $suspect.Sections) {
            Write-RunbookMessage -Run $Run -Key 'Applies' -Value $suspect.Id, $Run.Text["Section.$sectionId"], $sectionId
        }
        if ($suspect.Sections.Count -eq 0) {
            Write-RunbookMessage -Run $Run -Key 'NoSection' -Value $suspect.Id
        }
    }
}

function Invoke-RunbookQuery {
    <#
    .SYNOPSIS
    Runs the health query of the diagnosis. Where nothing says which health set the alert is about,
    it is run for each one of the article's table.
    #>
    param([hashtable] $Run, [hashtable] $Step, [hashtable] $Action)

    $Run.Health = @()
    $sets = @()
    if ($Action.Needs -contains 'HealthSet' -and $null -eq $Run.Monitor -and -not $Run.Value.ContainsKey('HealthSet')) {
        $named = @($Run.Runbook.HealthSet; $Run.Runbook.Monitors | ForEach-Object -Process { $_.HealthSet })
        $sets = @($named | Where-Object -FilterScript { $_ } | Select-Object -Unique)
    }
    if ($sets.Count -lt 2) {
        Invoke-RunbookCommand -Run $Run -Step $Step -Action $Action
        return
    }
    foreach ($set in $sets) {
        $Run.Value['HealthSet'] = $set
        Invoke-RunbookCommand -Run $Run -Step $Step -Action $Action
    }
    $Run.Value.Remove('HealthSet')
}

function Invoke-RunbookKnown {
    <#
    .SYNOPSIS
    Runs a reading command of the diagnosis whose parameters are known; the diagnosis asks for no others.
    #>
    param([hashtable] $Run, [hashtable] $Step, [hashtable] $Action)

    $unknown = @($Action.Needs | Where-Object -FilterScript {
            @('Server', 'HealthSet') -notcontains $_ -and -not $Run.Value.ContainsKey($_) -and
            ($_ -ne 'Monitor' -or $null -eq $Run.Monitor)
        })
    if ($unknown.Count -eq 0) {
        Invoke-RunbookCommand -Run $Run -Step $Step -Action $Action
    }
    else {
        Write-RunbookMessage -Run $Run -Key 'NotAsked' -Value $Step.Id, ($unknown -join ', ')
    }
}

function Get-RunbookSuspect {
    <#
    .SYNOPSIS
    The monitors that the health query shows as not healthy, as rows of the probe table.
    #>
    param([hashtable] $Run, [object[]] $Named)

    $seen = @()
    foreach ($item in $Run.Health) {
        $name = [string] (Get-PropertyValue -InputObject $item -Name 'Name')
        $alert = [string] (Get-PropertyValue -InputObject $item -Name 'AlertValue')
        $wanted = $Named.Count -eq 0 -or $Named[0].Id -eq $name
        if ($name -and $wanted -and $seen -notcontains $name -and @('Unhealthy', 'Degraded') -contains $alert) {
            $seen += $name
            Write-RunbookMessage -Run $Run -Key 'Unhealthy' -Value $name, $alert
            $row = @($Run.Runbook.Monitors | Where-Object -FilterScript { $_.Id -eq $name })
            if ($row.Count -eq 0) {
                $row = @(@{ Id = $name; HealthSet = ''; Probe = ''; ProbeHealthSet = ''; Sections = @() })
            }
            $row[0].Verdict = 'Failed'
            $row[0]
        }
    }
}

function Write-RunbookHealth {
    <#
    .SYNOPSIS
    Says that no monitor is unhealthy, or that the query did not show the monitor or any at all.
    #>
    param([hashtable] $Run)

    $named = @($Run.Health | Where-Object -FilterScript { [string] (Get-PropertyValue -InputObject $_ -Name 'AlertValue') } |
            ForEach-Object -Process { [string] (Get-PropertyValue -InputObject $_ -Name 'Name') } | Select-Object -Unique)
    $verdict = 'Unknown'
    if ($null -ne $Run.Monitor) {
        $verdict = Get-MonitorVerdict -Output $Run.Health -Name $Run.Monitor.Id
        Write-RunbookMessage -Run $Run -Key "Monitor$verdict" -Value $Run.Monitor.Id
    }
    elseif ($named.Count -gt 0) {
        $verdict = 'Succeeded'
        Write-RunbookMessage -Run $Run -Key 'AllHealthy' -Value $named.Count
    }
    else {
        Write-RunbookMessage -Run $Run -Key 'NoMonitor'
    }
    if ($verdict -ne 'Succeeded') {
        $Run.ExitCode = 3
    }
}

function Invoke-RunbookRecovery {
    <#
    .SYNOPSIS
    Goes through the recovery section of the monitor that the diagnosis found.
    #>
    param([hashtable] $Run)

    $sections = @($Run.Suspects | ForEach-Object -Process { $_.Sections } | Select-Object -Unique)
    if ($sections.Count -gt 1 -and $Run.Suspects.Count -gt 1) {
        Exit-Runbook -Run $Run -Code 2 -Key 'SeveralSections'
    }
    if ($sections.Count -gt 0) {
        $Run.Monitor = $Run.Suspects[0]
        Add-RunbookValue -Run $Run -Name 'Monitor' -Value $Run.Monitor.Id
        $Run.Recovering = $true
        Invoke-RunbookSection -Run $Run -SectionId $sections[0]
        Write-RunbookResult -Run $Run
    }
}

function Write-RunbookResult {
    <#
    .SYNOPSIS
    Says how the recovery ended, and sets the exit code.
    #>
    param([hashtable] $Run)

    if (-not $Run.Recovering) {
        if ($Run.Verdict -eq 'Failed') {
            $Run.ExitCode = 2
        }
    }
    elseif ($Run.Solved) {
        Invoke-RunbookUndo -Run $Run
        $Run.ExitCode = 0
        Write-RunbookMessage -Run $Run -Key 'Recovered'
    }
    elseif ($Run.Stopped) {
        $Run.ExitCode = 4
        Write-RunbookMessage -Run $Run -Key 'Stopped'
    }
    elseif ($Run.WhatIf) {
        $Run.ExitCode = 0
        Write-RunbookMessage -Run $Run -Key 'WhatIf'
    }
    elseif ($Run.Verdict) {
        $Run.ExitCode = 3
        Write-RunbookMessage -Run $Run -Key 'NotRecovered'
    }
    else {
        $Run.ExitCode = 0
        Write-RunbookMessage -Run $Run -Key 'Finished'
    }
}

function Invoke-RunbookUndo {
    <#
    .SYNOPSIS
    Takes back every change that is still open, the last one first.
    #>
    param([hashtable] $Run)

    $ids = @($Run.Open.Keys)
    [array]::Reverse($ids)
    foreach ($id in $ids) {
        if ($Run.Open.Contains($id)) {
            $undo = $Run.Command[$Run.Open[$id].Action.UndoneBy[0]]
            $values = $Run.Value
            # What is asked for now belongs to the change as well: it says which undo takes it back.
            $Run.Value = $Run.Open[$id].Value
            Write-RunbookMessage -Run $Run -Key 'Undoing' -Value $Run.Open[$id].Step.Id
            Invoke-RunbookCommand -Run $Run -Step $undo.Step -Action $undo.Action
            $Run.Value = $values
        }
    }
}

function Open-RunbookChange {
    <#
    .SYNOPSIS
    For -Undo without a record: every change that the runbook or the section knows how to take back.
    #>
    param([hashtable] $Run, [string] $Section)

    if ($Run.Finished.Count -eq 0) {
        foreach ($id in $Run.Command.Keys) {
            $change = $Run.Command[$id]
            if ($change.Action.UndoneBy.Count -gt 0 -and (-not $Section -or $change.Step.Section -eq $Section)) {
                $Run.Open[$id] = @{ Step = $change.Step; Action = $change.Action; Value = $Run.Value }
            }
        }
    }
    if ($Run.Open.Count -eq 0) {
        Write-RunbookMessage -Run $Run -Key 'NothingToUndo'
    }
    foreach ($change in $Run.Open.Values) {
        Assert-RunbookCmdlet -Run $Run -Step $Run.Command[$change.Action.UndoneBy[0]].Step
    }
}

function Complete-Runbook {
    <#
    .SYNOPSIS
    Warns of every change that is still open, with the command that takes it back.
    #>
    param([hashtable] $Run)

    if ($Run.Open.Count -gt 0 -and -not $Run.WhatIf) {
        foreach ($change in @($Run.Open.Values)) {
            $undo = $Run.Command[$change.Action.UndoneBy[0]].Action
            $shown = Expand-RunbookCommand -Text $undo.Command -Value $change.Value
            Write-Warning -Message (Get-RunbookMessage -Run $Run -Key 'StillOpen' -Value $change.Step.Id, $shown)
        }
        Write-Warning -Message (Get-RunbookMessage -Run $Run -Key 'UndoHint')
        $Run.ExitCode = 5
    }
}

function Initialize-Runbook {
    <#
    .SYNOPSIS
    Everything that the functions above know of this run.
    #>
    param([hashtable] $Runbook, [hashtable] $Text, [hashtable] $Option)

    $now = ConvertTo-RunbookTime -Time ([datetime]::UtcNow)
    $run = @{
        Runbook      = $Runbook
        Text         = $Text
        Step         = @{}
        Command      = [ordered]@{}
        Value        = @{}
        Monitor      = $null
        Section      = ''
        Operator     = [System.Environment]::UserName
        Interactive  = Test-RunbookReader
        WhatIf       = [bool] $WhatIfPreference
        Consent      = $Option.Consent
        ManualAction = $Option.ManualAction
        NoWait       = $Option.NoWait
        RecordPath   = ''
        Recovering   = $false
        Health       = @()
        Suspects     = @()
        Verdict      = ''
        Judged       = $false
        Solved       = $false
        Stopped      = $false
        Below        = ''
        Entered      = @()
        Path         = @()
        Finished     = @()
        Open         = [ordered]@{}
        ExitCode     = 0
    }
    $run.Record = [ordered]@{
        format         = 'runbookc-record'
        schema_version = 1
        runbook        = $Runbook.Id
        build          = ''
        created        = $now
        updated        = $now
        operator       = $run.Operator
        values         = [ordered]@{}
        steps          = [ordered]@{}
        waits          = [ordered]@{}
        events         = @()
    }
    foreach ($monitor in $Runbook.Monitors) {
        $monitor.Verdict = ''
    }
    $usual = @{ Local = $false; Number = 1; Needs = @(); Cmdlets = @(); Undoes = @(); UndoneBy = @() }
    foreach ($name in 'Text', 'Reason', 'Command', 'Section', 'Target', 'Risk', 'Check', 'Asks') {
        $usual[$name] = ''
    }
    $Runbook.Steps = @(foreach ($section in $Runbook.Sections) {
            foreach ($step in $section.Steps) {
                $step.Section = $section.Id
                $step.Role = $section.Role
                if (-not $step.ContainsKey('Within')) {
                    $step.Within = @()
                }
                $step
            }
        })
    foreach ($step in $Runbook.Steps) {
        $run.Step[$step.Id] = $step
        foreach ($action in $step.Actions) {
            foreach ($name in @($usual.Keys | Where-Object -FilterScript { -not $action.ContainsKey($_) })) {
                $action[$name] = $usual[$name]
            }
            if ($action.Kind -eq 'Command') {
                $run.Command[$action.Id] = @{ Step = $step; Action = $action }
            }
        }
    }
    return $run
}

function Open-RunbookRecord {
    <#
    .SYNOPSIS
    Takes up an earlier record, and makes sure that a new one overwrites nothing.
    #>
    param([hashtable] $Run, [string] $Resume, [string] $RecordPath)

    $paths = $ExecutionContext.SessionState.Path
    $earlier = ''
    if ($Resume) {
        $earlier = $paths.GetUnresolvedProviderPathFromPSPath($Resume)
        Import-RunbookRecord -Run $Run -Path $earlier
        $Run.RecordPath = $earlier
    }
    if ($RecordPath) {
        $Run.RecordPath = $paths.GetUnresolvedProviderPathFromPSPath($RecordPath)
        $file = [System.IO.FileInfo]::new($Run.RecordPath)
        if ($file.Exists -and $file.Length -gt 0 -and $Run.RecordPath -ne $earlier) {
            Exit-Runbook -Run $Run -Code 8 -Key 'RecordExists' -Value $Run.RecordPath
        }
        try {
            Export-RunbookRecord -Run $Run
        }
        catch {
            Exit-Runbook -Run $Run -Code 8 -Key 'RecordUnwritable' -Value $Run.RecordPath, $_.Exception.Message
        }
    }
}

function Get-RunbookOutline {
    <#
    .SYNOPSIS
    The steps with their ids, for -List.
    #>
    param([hashtable] $Run)

    foreach ($step in $Run.Runbook.Steps) {
        $kinds = @($step.Actions | ForEach-Object -Process {
                if ($_.Kind -eq 'Command') {
                    $_.Effect
                }
                else {
                    $_.Kind
                }
            } | Select-Object -Unique)
        [pscustomobject]@{
            StepId = $step.Id
            Label  = $step.Label
            Does   = $kinds -join ', '
            Text   = $Run.Text["Step.$($step.Id)"]
        }
    }
}

function Select-RunbookStep {
    <#
    .SYNOPSIS
    The steps that -Step, -From or -Section name, or that a resumed record had come to.
    #>
    param([hashtable] $Run, [string] $Step, [string] $From, [string] $Section)

    $steps = @($Run.Runbook.Steps)
    if ($Step) {
        $chosen = @($steps | Where-Object -FilterScript { $_.Id -eq $Step -or $_.Within -contains $Step })
    }
    elseif ($From -and $Run.Step.ContainsKey($From)) {
        $index = [array]::IndexOf(@($steps | ForEach-Object -Process { $_.Id }), $Run.Step[$From].Id)
        $chosen = @($steps | Select-Object -Skip $index | Where-Object -FilterScript {
                $_.Section -eq $Run.Step[$From].Section
            })
    }
    else {
        $chosen = @($steps | Where-Object -FilterScript { $_.Section -eq $Section -and $Section })
    }
    if ($chosen.Count -eq 0) {
        Exit-Runbook -Run $Run -Code 8 -Key 'StepUnknown' -Value "$Step$From$Section"
    }
    return $chosen
}

function Invoke-Runbook {
    <#
    .SYNOPSIS
    Diagnoses, and recovers when asked to; or does the steps that were asked for.
    #>
    param([hashtable] $Run, [hashtable] $Option)

    $section = $Option.Section
    $last = ''
    foreach ($id in @($Run.Finished | Where-Object -FilterScript { $Run.Step.ContainsKey($_) })) {
        $time = (Get-RunbookState -Run $Run -StepId $id).Time
        if ($Run.Step[$id].Role -ne 'verification' -and $time -ge $last -and -not $Option.Section) {
            $section = $Run.Step[$id].Section
            $last = $time
        }
    }
    if ($Option.Step -or $Option.From -or $section) {
        $steps = @(Select-RunbookStep -Run $Run -Step $Option.Step -From $Option.From -Section $section)
        Assert-RunbookCmdlet -Run $Run -Step $steps
        if ($Option.Step) {
            $Run.Finished = @()
        }
        $Run.Recovering = $steps[0].Role -ne 'verification'
        $Run.Section = $steps[0].Section
        $Run.Entered = @($Run.Section)
        $Run.Path = @($steps | ForEach-Object -Process { $_.Id })
        Invoke-RunbookPath -Run $Run -Step $steps
        Write-RunbookResult -Run $Run
    }
    else {
        $steps = @($Run.Runbook.Steps | Where-Object -FilterScript { $_.Role -eq 'verification' })
        Invoke-RunbookCheck -Run $Run -Step $steps
        if ($Option.Recover) {
            Invoke-RunbookRecovery -Run $Run
        }
        elseif ($Run.Suspects.Count -gt 0) {
            Write-RunbookMessage -Run $Run -Key 'RecoverHint'
        }
    }
}
