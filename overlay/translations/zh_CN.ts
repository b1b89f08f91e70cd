<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BreathingPane</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Breathe in</source>
        <translation>吸气</translation>
    </message>
    <message>
        <source>And slowly out</source>
        <translation>慢慢呼出来</translation>
    </message>
</context>
<context>
    <name>CallClock</name>
    <message>
        <source>Rec</source>
        <translation>录音中</translation>
    </message>
    <message>
        <source>No rec.</source>
        <translation>未录音</translation>
    </message>
    <message>
        <source>the sound is being recorded</source>
        <translation>正在录音</translation>
    </message>
    <message>
        <source>nothing is recorded</source>
        <translation>没有录音</translation>
    </message>
</context>
<context>
    <name>CardDetails</name>
    <message>
        <source>Helpful</source>
        <translation>有用</translation>
    </message>
    <message>
        <source>Not helpful</source>
        <translation>没用</translation>
    </message>
    <message>
        <source>Quiet 10 min</source>
        <translation>十分钟内不提</translation>
    </message>
    <message>
        <source>Not this call</source>
        <translation>这通不再提</translation>
    </message>
</context>
<context>
    <name>CardPane</name>
    <message>
        <source>Next: {title}</source>
        <translation>接下来：{title}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>做到了</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Another wording</source>
        <translation>换一种说法</translation>
    </message>
    <message>
        <source>Hide the reasons</source>
        <translation>收起原因</translation>
    </message>
    <message>
        <source>Why this cue</source>
        <translation>为什么提示</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Where I put it</source>
        <translation>我放在哪就在哪</translation>
    </message>
    <message>
        <source>Top left</source>
        <translation>左上角</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>上边居中</translation>
    </message>
    <message>
        <source>Top right</source>
        <translation>右上角</translation>
    </message>
    <message>
        <source>Bottom left</source>
        <translation>左下角</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>下边居中</translation>
    </message>
    <message>
        <source>Bottom right</source>
        <translation>右下角</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新手</translation>
    </message>
    <message>
        <source>Experienced</source>
        <translation>熟手</translation>
    </message>
    <message>
        <source>Veteran</source>
        <translation>老手</translation>
    </message>
</context>
<context>
    <name>CueList</name>
    <message>
        <source>The cues are listed here once the engine is ready.</source>
        <translation>分析引擎就绪后，这里会列出全部提示。</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧要</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>重要</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>The system&apos;s choice</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>{name} (not there now)</source>
        <translation>{name}（现在没有接上）</translation>
    </message>
    <message>
        <source>The usual ones</source>
        <translation>用默认的</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>自带的</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Choose a file or folder</source>
        <translation>选择文件或文件夹</translation>
    </message>
    <message>
        <source>No keys for this</source>
        <translation>不设快捷键</translation>
    </message>
</context>
<context>
    <name>GripPane</name>
    <message>
        <source>Move the strip</source>
        <translation>移动悬浮条</translation>
    </message>
</context>
<context>
    <name>Level</name>
    <message>
        <source>Pleased</source>
        <translation>愉快</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>平静</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>平稳</translation>
    </message>
    <message>
        <source>Unsettled</source>
        <translation>起伏</translation>
    </message>
    <message>
        <source>Unhappy</source>
        <translation>不满</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>生气</translation>
    </message>
    <message>
        <source>Furious</source>
        <translation>激怒</translation>
    </message>
</context>
<context>
    <name>LevelWord</name>
    <message>
        <source>Customer: {word}, level {level} of 7</source>
        <translation>客户：{word}，七级中的第 {level} 级</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>Set by your organisation; ask your supervisor or IT to change it</source>
        <translation>由公司统一设置；要改请找主管或 IT</translation>
    </message>
    <message>
        <source>Set by your organisation; to change it, ask {who}</source>
        <translation>由公司统一设定，要改请找：{who}</translation>
    </message>
</context>
<context>
    <name>Meters</name>
    <message>
        <source>Cust.</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>You</source>
        <translation>我</translation>
    </message>
    <message>
        <source>nobody speaks</source>
        <translation>没有人说话</translation>
    </message>
    <message>
        <source>the customer speaks</source>
        <translation>客户在说</translation>
    </message>
    <message>
        <source>you speak</source>
        <translation>您在说</translation>
    </message>
    <message>
        <source>both speak</source>
        <translation>两人都在说</translation>
    </message>
    <message>
        <source>no sound from the customer</source>
        <translation>听不到客户的声音</translation>
    </message>
    <message>
        <source>no sound from your microphone</source>
        <translation>听不到您的麦克风</translation>
    </message>
</context>
<context>
    <name>NoticePane</name>
    <message>
        <source>Dismiss</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Check devices</source>
        <translation>检查设备</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>These keys are taken by another entry here.</source>
        <translation>这个组合键已经给了别的功能。</translation>
    </message>
    <message>
        <source>Another program holds these keys, or they cannot be used: choose others.</source>
        <translation>这个组合键被别的程序占用或不能用，请换一个。</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Accessibility</source>
        <translation>无障碍</translation>
    </message>
    <message>
        <source>Cues</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>语音识别</translation>
    </message>
    <message>
        <source>Hotkeys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Screen readers hear each cue as it comes. High contrast is among the appearances. {keys} brings the keyboard to the card, then to the strip, then back to your work.</source>
        <translation>提示出现时读屏软件会读出来；“外观”里可以选高对比度。按 {keys} 把键盘切到提示卡，再按切到悬浮条，再按回到您正在用的程序。</translation>
    </message>
    <message>
        <source>A playbook that has errors changes nothing; the old one goes on.</source>
        <translation>话术手册有错时不会生效，继续用原来的。</translation>
    </message>
    <message>
        <source>In use: {model}</source>
        <translation>正在用：{model}</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>没有加载语音模型。</translation>
    </message>
    <message>
        <source>This desktop lets no program listen to keys meant for another one; the buttons and the tray menu do the same.</source>
        <translation>这个桌面系统不允许程序监听别的窗口的按键；请用按钮或托盘菜单。</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>The last two minutes; cues: {count}</source>
        <translation>最近两分钟，提示 {count} 次</translation>
    </message>
</context>
<context>
    <name>StripPane</name>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>待命</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>聆听中</translation>
    </message>
    <message>
        <source>End the call</source>
        <translation>结束通话</translation>
    </message>
    <message>
        <source>Start the call</source>
        <translation>开始通话</translation>
    </message>
    <message>
        <source>Listen again</source>
        <translation>继续聆听</translation>
    </message>
    <message>
        <source>Pause listening</source>
        <translation>暂停聆听</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>通话文字</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>SummaryPane</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Breathe for a minute</source>
        <translation>缓一分钟</translation>
    </message>
    <message>
        <source>Take a break</source>
        <translation>歇一下</translation>
    </message>
    <message>
        <source>How the call went</source>
        <translation>这通电话的经过</translation>
    </message>
    <message>
        <source>Only you see this.</source>
        <translation>只有您自己看得到。</translation>
    </message>
    <message>
        <source>What helped: {title}</source>
        <translation>起作用的：{title}</translation>
    </message>
    <message>
        <source>Next time try: {title}</source>
        <translation>下次可以试试：{title}</translation>
    </message>
    <message>
        <source>That was a hard one. You may want a moment.</source>
        <translation>这通不容易，想缓一缓也可以。</translation>
    </message>
</context>
<context>
    <name>TranscriptWindow</name>
    <message>
        <source>What is said</source>
        <translation>通话文字</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search in what is said</source>
        <translation>在通话文字里搜索</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>What both of you said</source>
        <translation>双方说的话</translation>
    </message>
    <message>
        <source>What is said in a call appears here.</source>
        <translation>通话中说的话会显示在这里。</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>You</source>
        <translation>我</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>找到 {count} 处</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>End the call</source>
        <translation>结束通话</translation>
    </message>
    <message>
        <source>Start the call</source>
        <translation>开始通话</translation>
    </message>
    <message>
        <source>Listen again</source>
        <translation>继续聆听</translation>
    </message>
    <message>
        <source>Pause listening</source>
        <translation>暂停聆听</translation>
    </message>
    <message>
        <source>Show the strip</source>
        <translation>显示悬浮条</translation>
    </message>
    <message>
        <source>What is said</source>
        <translation>通话文字</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Quit CallCue</source>
        <translation>退出 CallCue</translation>
    </message>
</context>
<context>
    <name>TrialBox</name>
    <message>
        <source>End the test</source>
        <translation>结束试音</translation>
    </message>
    <message>
        <source>Test call</source>
        <translation>试一通</translation>
    </message>
    <message>
        <source>You: say a sentence</source>
        <translation>我：说一句话</translation>
    </message>
    <message>
        <source>You are heard</source>
        <translation>听到您了</translation>
    </message>
    <message>
        <source>The customer is heard</source>
        <translation>听到客户了</translation>
    </message>
    <message>
        <source>Customer: let someone call you, or play any voice</source>
        <translation>客户：请人打进来，或放一段人声</translation>
    </message>
    <message>
        <source>{arrived}: “{words}”</source>
        <translation>{arrived}：“{words}”</translation>
    </message>
</context>
<context>
    <name>WelcomeWindow</name>
    <message>
        <source>Welcome to CallCue</source>
        <translation>欢迎使用 CallCue</translation>
    </message>
    <message>
        <source>A colleague at your side</source>
        <translation>身边的一位同事</translation>
    </message>
    <message>
        <source>CallCue listens to your call on this computer, and shows one short cue when it helps. Most of the time it shows nothing but the strip.</source>
        <translation>CallCue 在这台电脑上听您的通话，有用的时候给一句短短的提示。大多数时候只有一条悬浮条。</translation>
    </message>
    <message>
        <source>Which voices?</source>
        <translation>听谁的声音</translation>
    </message>
    <message>
        <source>Choose where both voices come from, then try it: a test call leaves no record.</source>
        <translation>选好两边声音的来源，试一通看看。试音不留记录。</translation>
    </message>
    <message>
        <source>Ready: {model}</source>
        <translation>已就绪：{model}</translation>
    </message>
    <message>
        <source>No model is loaded yet.</source>
        <translation>还没有加载语音模型。</translation>
    </message>
    <message>
        <source>What it hears with</source>
        <translation>靠什么听写</translation>
    </message>
    <message>
        <source>Speech becomes text on this computer, by a model of the language that is spoken. Larger models hear better: main.py models list shows them.</source>
        <translation>语音在这台电脑上变成文字，用的是对应语言的模型。模型越大听得越准，main.py models list 可以列出全部。</translation>
    </message>
    <message>
        <source>What stays here</source>
        <translation>什么都不外传</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. Sound is never written down unless you and your organisation both switch it on. Your own feelings are never read, only the customer&apos;s. Please tell callers that software helps you on the call.</source>
        <translation>所有内容都留在这台电脑上。只有您和公司都打开录音，声音才会保存。只看客户的情绪，从不看您的。请告诉来电的客户，通话中有软件在协助您。</translation>
    </message>
    <message>
        <source>How to work with it</source>
        <translation>怎么用</translation>
    </message>
    <message>
        <source>The strip lets clicks through. Point at its three dots to move it or to find its buttons. A cue leaves by itself once you have done what it says.</source>
        <translation>悬浮条不挡鼠标。把指针放到左边三个点上，可以移动它，也会出现按钮。照提示说了，提示会自己离开。</translation>
    </message>
    <message>
        <source>Done: {keys}</source>
        <translation>做到了：{keys}</translation>
    </message>
    <message>
        <source>Dismiss: {keys}</source>
        <translation>收起提示：{keys}</translation>
    </message>
    <message>
        <source>Another wording: {keys}</source>
        <translation>换一种说法：{keys}</translation>
    </message>
    <message>
        <source>Start or end a call: {keys}</source>
        <translation>开始或结束通话：{keys}</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始使用</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
</context>
<context>
    <name>WrapUp</name>
    <message>
        <source>Save and close</source>
        <translation>保存并关闭</translation>
    </message>
    <message>
        <source>A note for the record</source>
        <translation>记一笔，随通话记录保存</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>To follow up</source>
        <translation>待跟进</translation>
    </message>
    <message>
        <source>Passed on</source>
        <translation>已转交</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
</context>
</TS>
