# Runs a generated script with mocks of the Exchange cmdlets, and writes what happened as JSON.
# What to do stands in a file: script, arguments, health, probes, answers, mocked, reader.
param([Parameter(Mandatory = $true)] [string] $Plan, [Parameter(Mandatory = $true)] [string] $Result)

# Not $plan: PowerShell's names know no case, and -Plan is a string.
$todo = Get-Content -LiteralPath $Plan -Raw -Encoding UTF8 | ConvertFrom-Json
$global:RunbookPlan = $todo
$global:RunbookCalls = [System.Collections.ArrayList]::new()
$global:RunbookAnswers = [System.Collections.Queue]::new(@($todo.answers))
$global:RunbookProbes = [System.Collections.Queue]::new(@($todo.probes))

function global:Add-MockCall {
    param([string] $Name, [System.Collections.IDictionary] $Given)
    $set = @($Given.Keys | Where-Object { $Given[$_] -is [bool] })
    $null = $global:RunbookCalls.Add(@{ name = $Name; set = if ($set) { $Given[$set[0]] } else { $null } })
}

if ($todo.mocked) {
    function global:Get-ServerHealth {
        param($Identity, $HealthSet)
        Add-MockCall -Name 'Get-ServerHealth' -Given $PSBoundParameters
        foreach ($row in $global:RunbookPlan.health) {
            [pscustomobject]@{ Server = $Identity; Name = $row[0]; HealthSetName = 'POP'; AlertValue = $row[1] }
        }
    }
    function global:Invoke-MonitoringProbe {
        param($Identity, $Server)
        Add-MockCall -Name 'Invoke-MonitoringProbe' -Given $PSBoundParameters
        $value = $global:RunbookProbes.Peek()
        if ($global:RunbookProbes.Count -gt 1) {
            $value = $global:RunbookProbes.Dequeue()
        }
        [pscustomobject]@{ Server = $Server; MonitorIdentity = $Identity; ResultType = $value; Error = '' }
    }
    function global:Set-MailboxServer {
        [CmdletBinding(SupportsShouldProcess = $true)]
        param($Identity, $DatabaseCopyActivationDisabledAndMoveNow)
        $null = $PSBoundParameters.Remove('Confirm')
        Add-MockCall -Name 'Set-MailboxServer' -Given $PSBoundParameters
    }
    function global:Set-PopSettings {
        param($Server, $ProtocolLoggingEnabled)
        Add-MockCall -Name 'Set-PopSettings' -Given $PSBoundParameters
    }
}
if ($todo.reader) {
    function global:Read-Host {
        param($Prompt)
        if ($global:RunbookAnswers.Count -gt 0) {
            return $global:RunbookAnswers.Dequeue()
        }
        return ''
    }
}

$arguments = @{}
foreach ($property in $todo.arguments.PSObject.Properties) {
    $arguments[$property.Name] = $property.Value
}
$global:LASTEXITCODE = 0
$objects = @(& $todo.script @arguments -WarningVariable warned -ErrorVariable failed -InformationVariable shown 3>$null 2>$null 6>$null)
$code = $LASTEXITCODE
@{
    code     = $code
    calls    = @($global:RunbookCalls)
    outcomes = @($objects | Where-Object { $_.PSObject.Properties['Outcome'] } | ForEach-Object {
            @{ step = $_.StepId; outcome = $_.Outcome }
        })
    shown    = @($shown | ForEach-Object { [string] $_ })
    warned   = @($warned | ForEach-Object { [string] $_ })
    failed   = @($failed | ForEach-Object { [string] $_ })
} | ConvertTo-Json -Depth 5 | Set-Content -LiteralPath $Result -Encoding UTF8
